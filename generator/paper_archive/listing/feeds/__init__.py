"""What feeds in XML and in JSON have in common: their items, and the papers in them."""
