"""What the pages share: opening, filter bar, cached reads, answer line, charts with tables, receipt, downloads."""
