"""Kernels forked from one warm process that has the scientific stack loaded: state and crashes stay apart.

`multiprocessing`'s forkserver is that process: it imports `PRELOADED`, starts no thread, runs no notebook, and forks a
child for each kernel. Where there is no fork (Windows), kernels start as they always do.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from declic_analysis.reports.kernel import QUIET, InterpreterKernel

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

# One thread a kernel: a fork keeps no thread of its parent, and reports run side by side anyway.
SINGLE = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1")
PRELOADED = [
    "ipykernel.kernelapp",
    "jinja2",
    "markdown_it",
    "openpyxl",
    "papermill",
    "pandera",
    "plotly.graph_objects",
    "networkx",
    "statsmodels.api",
    "declic_analysis.figures",
    "declic_analysis.perception",
    "declic_analysis.pipeline",
    "declic_analysis.reports.making",
    "declic_analysis.reports.reading",
    "declic_analysis.reports.ready",
]
READY = "DECLIC_READY"  # variable: folders of the study to make ready and of the project, as JSON


def can_fork() -> bool:
    return "forkserver" in multiprocessing.get_all_start_methods()


def warm_context(study_folder: Path | None = None, *, root: Path | None = None) -> BaseContext:
    """The context whose processes are forked warm; where there is no fork, the ordinary one.

    study_folder, root: a study that the warm process, when it starts, makes ready for all of them (`reports.ready`).
    Changes this process's environment: BLAS libraries read their number of threads when they are loaded.
    """
    os.environ.update(SINGLE)
    if study_folder and root:
        os.environ[READY] = json.dumps([str(study_folder.absolute()), str(root.absolute())])
    if not can_fork():
        return multiprocessing.get_context()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


class ForkedKernel(InterpreterKernel):
    """An `InterpreterKernel` whose process is forked from the warm one."""

    async def _async_pre_start_kernel(self, **kw: Any) -> Any:
        if self.provisioner is None:
            self.provisioner = ForkingProvisioner(
                kernel_id=self.kernel_id or "", kernel_spec=self.kernel_spec, parent=self
            )
        return await super()._async_pre_start_kernel(**kw)

    pre_start_kernel = _async_pre_start_kernel


class ForkingProvisioner(LocalProvisioner):
    """Starts a kernel as a child of the forkserver instead of as a new interpreter."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        connection, folder = cmd[cmd.index("-f") + 1], os.fspath(kwargs.get("cwd") or Path.cwd())
        process = multiprocessing.get_context("forkserver").Process(
            target=be_kernel, args=(connection, folder, dict(kwargs["env"]))
        )
        process.start()
        self.process = Forked(process)  # type: ignore[assignment]
        # The child makes itself a group of its own; until it has, a signal to that group finds nobody and goes to it.
        self.pid = self.pgid = process.pid
        self.cwd = kwargs.get("cwd")
        return self.connection_info


class Forked:
    """A process of `multiprocessing`, as jupyter_client handles a Popen."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.pid is not None and self._process.is_alive():
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self._process.kill()


def be_kernel(connection: str, folder: str, environment: dict[str, str]) -> None:
    """The life of a forked child: its own group, folder, environment and chance, then a kernel like any other."""
    import numpy as np
    from ipykernel.kernelapp import IPKernelApp

    from declic_analysis.figures.renderer import store_mimetype

    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment | QUIET | SINGLE)
    np.random.seed(None)  # noqa: NPY002 – the global generator was the same in every fork
    store_mimetype()
    sys.argv = ["ipykernel_launcher", "-f", connection]
    application = IPKernelApp.instance()
    # With a parent named, the kernel keeps silent, and ends when the warm process is gone.
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    application.initialize(["-f", connection, "--HistoryManager.enabled=False", parent])
    application.start()
