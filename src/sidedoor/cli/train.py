"""`sidedoor train`: build the models again from the labelled messages."""

from pathlib import Path
from typing import Annotated

import typer


def train(
    models: Annotated[
        list[str] | None,
        typer.Argument(metavar="MODEL", help="telltale, screen or encoder; all by default.", show_default=False),
    ] = None,
    into: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write here instead of models/.", show_default=False)
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE",
            help="Leave out a file of training messages, named without its ending, to see how much rests on it.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Train the models for solicitation; needs pip install 'sidedoor[train]', an hour and two cores.

    Exit status: 0 done, 2 could not run.
    """
    from sidedoor.errors import SidedoorError, did_you_mean
    from sidedoor.resources import folder

    try:
        from sidedoor.train import train_encoder, train_screen
        from sidedoor.train.telltale import train_telltale

        trainers = {"telltale": train_telltale, "screen": train_screen, "encoder": train_encoder}
        for name in models or trainers:
            if name not in trainers:
                raise SidedoorError(f"There is no model '{name}'.{did_you_mean(name, trainers)}")
        for name in models or trainers:
            trainers[name]((into or folder("models")) / name, without=without or ())
    except ImportError as error:
        raise SidedoorError(f"{error.name} is not installed: pip install 'sidedoor[train]'.") from None
