"""The network of StepSpeed in PyTorch, eager mode; prints updates a second.

Usage: python bench/peers/mlp.py [threads]
"""
import statistics
import sys
import time

try:
    import torch
except ImportError:
    sys.exit("skipped: PyTorch for Python is not installed")

threads = int(sys.argv[1]) if len(sys.argv) > 1 else torch.get_num_threads()
torch.set_num_threads(threads)
features, labels = torch.randn(3441, 64), torch.randint(0, 10, (3441,))
net = torch.nn.Sequential(
    torch.nn.Linear(64, 128), torch.nn.ReLU(),
    torch.nn.Linear(128, 128), torch.nn.ReLU(),
    torch.nn.Linear(128, 10))
optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)


def updates(count):
    order = torch.randperm(3441)
    for i in range(count):
        indices = order[i % 53 * 64:i % 53 * 64 + 64]
        loss = torch.nn.functional.cross_entropy(
            net(features.index_select(0, indices)), labels.index_select(0, indices))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()


updates(2000)
rates = []
for _ in range(11):
    start = time.perf_counter()
    updates(2000)
    rates.append(2000 / (time.perf_counter() - start))
print(f"PyTorch {torch.__version__}, {threads} threads: {statistics.median(rates):,.0f} updates/s")
