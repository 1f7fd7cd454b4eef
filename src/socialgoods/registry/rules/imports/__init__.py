"""What becomes of the rows of a foreign sheet. Pure: values in, fates out."""
