"""What arXiv's mails, listing files and pages of new papers share."""
