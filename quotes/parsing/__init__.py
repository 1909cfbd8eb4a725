"""Text -> quotation marks, spaCy `Doc` and the encoder's reading. Only this folder loads a pipeline."""
