"""What needs no script: the words, figures and a light picture of a view as plain HTML."""
