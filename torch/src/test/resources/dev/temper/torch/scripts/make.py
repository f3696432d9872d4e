"""Makes the TorchScript files beside it, and the losses that golden.json holds, with PyTorch.

Usage: python make.py, in this folder. A file tells nothing of the machine it was made on: what
PyTorch keeps for tracebacks is left out.
"""
import io
import json
import zipfile

import torch
from torch import nn
from torch.nn import functional


def save(model, name):
    raw = io.BytesIO()
    torch.jit.save(model, raw)
    with zipfile.ZipFile(raw) as whole, zipfile.ZipFile(name, "w", zipfile.ZIP_STORED) as kept:
        for entry in whole.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                plain = zipfile.ZipInfo("net/" + entry.filename.split("/", 1)[1])
                kept.writestr(plain, whole.read(entry))


def script(model, name):
    save(torch.jit.script(model), name)


def mlp(features=64, units=16, classes=10, dropout=0.2):
    return nn.Sequential(
        nn.Flatten(), nn.Linear(features, units), nn.BatchNorm1d(units), nn.ReLU(),
        nn.Dropout(dropout), nn.Linear(units, classes))


class Network(nn.Module):
    """A small convolutional network, written as most are: with view, and named as Temper's."""

    def __init__(self):
        super().__init__()
        self.convolution = nn.Conv2d(1, 4, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(4)
        self.drop = nn.Dropout2d(0.1)
        self.last = nn.Linear(64, 10)

    def forward(self, x):
        x = functional.max_pool2d(functional.relu(self.norm(self.convolution(x))), 2)
        x = self.drop(x)
        x = x.view(x.size(0), -1)
        return self.last(functional.dropout(x, 0.2, self.training))


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(64, 8)
        self.second = nn.Linear(8, 8)
        self.third = nn.Linear(8, 8)
        self.third.weight = self.second.weight
        self.last = nn.Linear(8, 10)

    def forward(self, x):
        x = torch.relu(self.first(x.flatten(1)))
        return self.last(torch.relu(self.third(torch.relu(self.second(x)))))


class Pair(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(64, 10)

    def forward(self, x):
        x = self.last(x.flatten(1))
        return x, x


class TwoInputs(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(64, 10)

    def forward(self, x, mask):
        return self.last(x.flatten(1) * mask)


class Noise(nn.Module):
    """Draws from the library's own generator by what nothing takes the place of."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(64, 16)
        self.drop = nn.AlphaDropout(0.2)
        self.last = nn.Linear(16, 10)

    def forward(self, x):
        x = self.drop(torch.selu(self.first(x.flatten(1))))
        return self.last(x + 0.1 * torch.randn_like(x))


class Count(nn.Module):
    """Stores a number in each pass."""

    def __init__(self):
        super().__init__()
        self.last = nn.Linear(64, 10)
        self.passes = 0

    def forward(self, x):
        self.passes = self.passes + 1
        return self.last(x.flatten(1)) / self.passes


class Average(nn.Module):
    """Stores a tensor in each training pass, and counts with another."""

    def __init__(self):
        super().__init__()
        self.last = nn.Linear(64, 10)
        self.register_buffer("average", torch.zeros(10))
        self.register_buffer("passes", torch.tensor(0))

    def forward(self, x):
        x = self.last(x.flatten(1))
        if self.training:
            self.average = 0.9 * self.average + 0.1 * x.mean(0)
            self.passes = self.passes + 1
        return x - self.average


class Custom(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(64, 10)

    def forward(self, x):
        return self.last(torch.ops.acme.warp(x.flatten(1)))


def golden():
    """20 updates by SGD with momentum on data that a formula gives."""
    torch.set_num_threads(1)
    model = mlp(6, 8, 3, 0.0)
    script(model, "golden.pt")
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-3)
    i = torch.arange(32 * 6, dtype=torch.float64)
    features = torch.sin(i * i * 0.37).float().reshape(32, 6)
    labels = torch.arange(32) * 7 % 3
    losses = []
    for update in range(20):
        rows = torch.arange(8) + update % 4 * 8
        loss = functional.cross_entropy(model(features[rows]), labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    with open("golden.json", "w") as file:
        json.dump({"torch": torch.__version__.split("+")[0], "losses": losses}, file, indent=1)
        file.write("\n")


torch.manual_seed(7)
golden()
script(mlp(), "mlp.pt")
script(Network(), "conv.pt")
script(nn.Sequential(nn.Flatten(), nn.Dropout(0.25), nn.Linear(64, 10, bias=False)), "dropout.pt")
plain = nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
script(plain, "plain.pt")
script(Tied(), "tied.pt")
script(Pair(), "tuple.pt")
script(TwoInputs(), "two-inputs.pt")
script(Noise(), "noise.pt")
script(Count(), "count.pt")
script(Average(), "average.pt")
script(mlp(784, 2), "images-28.pt")
script(mlp(classes=3), "three-classes.pt")
script(mlp(3, 4, 1), "regression.pt")
script(mlp(units=8).double(), "double.pt")
backbone = mlp()
backbone[1].requires_grad_(False)
script(backbone, "backbone.pt")
save(torch.jit.freeze(torch.jit.script(mlp().eval())), "frozen.pt")
save(torch.jit.trace(mlp().eval(), torch.zeros(2, 64)), "traced.pt")
save(torch.jit.trace(mlp().train(), torch.zeros(2, 64), check_trace=False), "traced-training.pt")
torch.save(mlp().state_dict(), "state-dict.pt")
torch.save(mlp().state_dict(), "state-dict-legacy.pt", _use_new_zipfile_serialization=False)
library = torch.library.Library("acme", "DEF")
library.define("warp(Tensor x) -> Tensor")
script(Custom(), "custom.pt")
