"""An option matrix of somebody else's (CSV, TSV, XLSX): read to a neutral table, matched, placed on our scale."""
