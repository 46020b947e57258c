"""Build on a cluster that takes jobs: copy, set the five values, run on a login node (in tmux or screen).

    pip install 'policykg[cluster]' dask-jobqueue        where all nodes see it, as they see the sources
    python jobs.py

Each job is a node whose workers each read one document at a time; jobs that end early are taken up by the others.
"""

import subprocess

from dask_jobqueue import SLURMCluster as Cluster  # or PBSCluster, LSFCluster: the same values

SOURCES, GRAPH = "corpus", "kg"  # on a file system that all nodes share
JOBS = 10  # nodes
QUEUE, HOURS = "normal", "04:00:00"  # LSF writes 04:00
CORES, MEMORY = 32, "96 GiB"  # of a node; 3 GiB a core are plenty

with Cluster(cores=CORES, processes=CORES, memory=MEMORY, queue=QUEUE, walltime=HOURS) as cluster:
    cluster.adapt(maximum_jobs=JOBS)  # asks for nodes while there is work, and for new ones where a job's time is up
    address = cluster.scheduler_address
    subprocess.run(["policykg", "build", SOURCES, "-o", GRAPH, "--cluster", address], check=True)
