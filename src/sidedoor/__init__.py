"""sidedoor finds contact details and off-platform solicitation in marketplace chat, and recommends what to do."""

from sidedoor.conversations import Conversations
from sidedoor.errors import LogError, PatternError, PolicyError, SidedoorError
from sidedoor.pipeline import Pipeline, load
from sidedoor.records import Finding, Message, Reason, Recommendation
from sidedoor.vocabulary import Action, ContractState, Kind, SenderRole, Surface, Technique

__all__ = [
    "Action",
    "ContractState",
    "Conversations",
    "Finding",
    "Kind",
    "LogError",
    "Message",
    "PatternError",
    "Pipeline",
    "PolicyError",
    "Reason",
    "Recommendation",
    "SenderRole",
    "SidedoorError",
    "Surface",
    "Technique",
    "load",
]
