"""The bytes of a file become text: unpacked, decoded, and taken out of a mail."""
