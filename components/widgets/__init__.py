"""Small pieces that sections and charts share."""
