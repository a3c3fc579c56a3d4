"""The kernel that executes a report: this very interpreter, whatever is installed under the name `python3`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import Dict, Unicode
from traitlets.config import Config

LONGEST_SOCKET = 90  # bytes; a Unix socket's path may hold 107, of which the channel suffix takes some
QUIET = {"PYDEVD_DISABLE_FILE_VALIDATION": "1", "JUPYTER_PLATFORM_DIRS": "1"}


class InterpreterKernel(AsyncKernelManager):
    """Starts `sys.executable -m ipykernel_launcher`, with variables of its own and no history file."""

    environment = Dict(Unicode(), Unicode(), help="variables of the kernel beside the inherited ones").tag(config=True)

    @property
    def kernel_spec(self) -> KernelSpec:
        arguments = ["-m", "ipykernel_launcher", "-f", "{connection_file}", "--HistoryManager.enabled=False"]
        return KernelSpec(argv=[sys.executable, *arguments], display_name="Python 3", language="python")

    async def _async_pre_start_kernel(self, **kw: Any) -> Any:
        kw["env"] = {**os.environ, **QUIET, **self.environment, **kw.pop("env", {})}
        return await super()._async_pre_start_kernel(**kw)

    pre_start_kernel = _async_pre_start_kernel


def kernel_config(folder: Path, *, environment: dict[str, str]) -> Config:
    """Settings of one run: its own connection file in `folder`, and sockets instead of TCP ports where they fit.

    TCP ports race when several kernels start together; Unix sockets do not.
    """
    connection_file = folder / "k.json"
    options: dict[str, Any] = {"environment": environment, "connection_file": str(connection_file)}
    if os.name == "posix" and len(os.fsencode(connection_file)) < LONGEST_SOCKET:
        options["transport"] = "ipc"
    return Config({"InterpreterKernel": options})
