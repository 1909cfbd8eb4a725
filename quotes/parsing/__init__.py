"""Text -> quotation marks, spaCy `Doc` and the encoder's reading: the only folder that loads a pipeline."""
