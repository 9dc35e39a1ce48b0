"""Archive → the papers nearest to each paper, by the words of title and abstract."""
