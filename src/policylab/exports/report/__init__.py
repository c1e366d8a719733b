"""The report of one view: built once as a neutral model, written as HTML, DOCX and PDF."""
