"""Tansiq: agencies, courts and programmes coordinate, and the walls between them hold."""
