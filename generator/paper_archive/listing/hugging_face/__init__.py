"""The pages of Hugging Face's daily and trending papers, saved as text or Markdown."""
