"""What the forms of bibliographies share: names, dates, ids in notes, tagged lines, XML."""
