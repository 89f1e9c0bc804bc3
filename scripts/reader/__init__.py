"""What the reader is trained on, and how: for build_reader_data.py and train_reader.py."""
