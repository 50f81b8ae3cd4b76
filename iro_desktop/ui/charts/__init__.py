"""Charts: the only modules that know pyqtgraph; import them after the first paint."""
