"""Circles in a directed graph."""


def circles(graph):
    """The strongly connected parts of `graph` (node → nodes) that have more than one node, each sorted.

    Tarjan, "Depth-first search and linear graph algorithms", 1972.
    """
    order, lowest, open_nodes, found = {}, {}, [], []

    def visit(node):
        order[node] = lowest[node] = len(order)
        open_nodes.append(node)
        for other in sorted(graph[node]):
            if other not in order:
                visit(other)
                lowest[node] = min(lowest[node], lowest[other])
            elif other in open_nodes:
                lowest[node] = min(lowest[node], order[other])
        if lowest[node] == order[node]:
            part = open_nodes[open_nodes.index(node):]
            del open_nodes[-len(part):]
            if len(part) > 1:
                found.append(sorted(part))

    for node in sorted(graph):
        if node not in order:
            visit(node)
    return found
