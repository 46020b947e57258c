"""Everything that policykg raises on purpose.

    PolicyKGError
    ├── UnreadableError     a source cannot be read: missing, empty, binary, encrypted, wrongly encoded
    ├── RegistryError       a data file of the ontology is malformed
    ├── ClusterError        a cluster cannot be reached, or its workers differ from this machine
    ├── GraphError          a knowledge-graph folder is missing, half made or of another version
    └── QuestionError       an unknown question, a wrong parameter, a query that cannot run

Each message names the file, the place where there is one, and the mend. The command line maps them to exit code 2.
"""


class PolicyKGError(Exception):
    """Root of the tree: catch this to catch all of them."""


class UnreadableError(PolicyKGError):
    """A source cannot be read."""


class RegistryError(PolicyKGError):
    """A registry's data file is malformed."""


class ClusterError(PolicyKGError):
    """A cluster cannot read for this build."""


class GraphError(PolicyKGError):
    """A knowledge graph on disk cannot be used."""


class QuestionError(PolicyKGError):
    """A question cannot be asked or answered."""
