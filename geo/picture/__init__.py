"""What a map is told: layers, topics, labels, legend, playback and the message to the browser."""
