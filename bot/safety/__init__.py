"""Danger is looked for first, on the raw text, with no model and no tracker."""
