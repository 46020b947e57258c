"""The worker's side of loaders/workers.py: reads the documents that it is asked for, within its bounds."""

from __future__ import annotations

import faulthandler
import os
import pickle
import sys

from loaders.corrections import corrected
from loaders.extract import extract
from loaders.formats.read import read
from loaders.job import Job, Outcome
from ontology.errors import PolicyKGError, UnreadableError

if sys.platform != "win32":
    import resource


def serve(seconds: str, memory: str) -> None:
    """Read what standard input asks for and answer on standard output, until there is no more: the worker's side."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "r+b") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)  # what a library prints is no answer
        if sys.platform == "linux":
            _, most = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (int(memory), most))
        while True:
            try:
                job: Job = pickle.load(asked)
            except (EOFError, KeyboardInterrupt):
                return
            faulthandler.dump_traceback_later(float(seconds), exit=True, file=nothing)
            came = outcome(job)
            faulthandler.cancel_dump_traceback_later()
            pickle.dump(came, answers)
            answers.flush()


def outcome(job: Job) -> Outcome:
    """The document, corrected; or the exception, since one document that trips a reader must not cost the others.

    An exception that is not ours comes as a RuntimeError that says its kind, which can be sent between processes.
    """
    try:
        document = extract(read(job.path, job.name, job.most), job.context, job.id)
        return corrected(document, job.corrections).document
    except PolicyKGError as error:
        return error
    except RecursionError:
        return UnreadableError(f"{job.name}: nested deeper than any document; take the nesting out")
    except MemoryError:
        return UnreadableError(f"{job.name}: needs more memory than a document may; split it, or raise --memory")
    except Exception as error:
        return RuntimeError(f"{type(error).__name__}: {error}")
