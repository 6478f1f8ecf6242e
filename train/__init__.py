"""Makes the reader's weights from labelled questions. The program never imports it."""
