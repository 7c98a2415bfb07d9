"""`pilcrow doctor`: what an operator should know before people ask, and what to do about it."""

from bot.doctor.findings import Finding, Level
from bot.doctor.round import examine

__all__ = ["Finding", "Level", "examine"]
