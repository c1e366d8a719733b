"""Order, option matrix and scores as tables: as data, as readers see them, and a writer for each format."""
