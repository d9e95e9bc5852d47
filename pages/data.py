"""Data: what is loaded, what was set aside and why, licences and attributions."""

from components import case, inventory

inventory.show(case.whole())
