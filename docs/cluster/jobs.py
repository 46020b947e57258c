"""Build on a cluster that takes jobs: copy, set the values in capitals, run on a login node (in tmux or screen).

    pip install 'policykg[cluster]' dask-jobqueue        where all nodes see it, as they see the sources
    python jobs.py

Each job is a node that reads a document on each core. Jobs may wait in the queue as long as they like: reading begins
with the first that runs. One that ends while there is work is asked for anew. Ctrl-C ends all; run again to go on.
What the cluster refuses (no such queue) is printed at once, but the build waits: Ctrl-C, mend, run again. A job that no
node can hold is not refused by every cluster: squeue or qstat tells why it waits.
"""

import subprocess
import sys

from dask_jobqueue import SLURMCluster as Cluster  # or PBSCluster, LSFCluster: the same values

SOURCES, GRAPH = "corpus", "kg"  # on a file system that all nodes share
JOBS = 4  # nodes; one is enough for text, as the writer is slower than its cores (docs/scale.md)
QUEUE, HOURS = "normal", "04:00:00"  # Slurm calls a queue a partition; LSF writes 04:00
CORES, MEMORY = 32, "96 GiB"  # of a node; 3 GiB a core are plenty

# One Dask worker a job, with a thread for each core: of several, dask-jobqueue does not notice that they have ended. As
# many jobs at least as at most: otherwise it takes back what waits in the queue (its issue 498).
with Cluster(cores=CORES, processes=1, memory=MEMORY, queue=QUEUE, walltime=HOURS) as cluster:
    cluster.adapt(minimum_jobs=JOBS, maximum_jobs=JOBS)
    address = cluster.scheduler_address
    subprocess.run([sys.executable, "-m", "policykg", "build", SOURCES, "-o", GRAPH, "--cluster", address], check=True)
