"""Trains the model of `clt bench train` in plain PyTorch: padded batches of similar length, AdamW, clipping. Prints real tokens a second."""
import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class Norm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * self.weight


def rotate(x, cos, sin):
    first, second = x.chunk(2, -1)
    return torch.cat([first * cos - second * sin, second * cos + first * sin], -1)


class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads, self.kv_heads, self.size = c["heads"], c["kv_heads"], c["width"] // c["heads"]
        width, inner = c["width"], c["inner"]
        self.norm1, self.norm2 = Norm(width), Norm(width)
        self.q = nn.Linear(width, self.heads * self.size, bias=False)
        self.k = nn.Linear(width, self.kv_heads * self.size, bias=False)
        self.v = nn.Linear(width, self.kv_heads * self.size, bias=False)
        self.o = nn.Linear(self.heads * self.size, width, bias=False)
        self.gate, self.up = nn.Linear(width, inner, bias=False), nn.Linear(width, inner, bias=False)
        self.down = nn.Linear(inner, width, bias=False)

    def attend(self, x, cos, sin, mask):
        b, t, _ = x.shape
        q = rotate(self.q(x).view(b, t, self.heads, self.size).transpose(1, 2), cos, sin)
        k = rotate(self.k(x).view(b, t, self.kv_heads, self.size).transpose(1, 2), cos, sin)
        v = self.v(x).view(b, t, self.kv_heads, self.size).transpose(1, 2)
        groups = self.heads // self.kv_heads
        k, v = k.repeat_interleave(groups, 1), v.repeat_interleave(groups, 1)
        if hasattr(F, "scaled_dot_product_attention"):
            y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        else:
            y = ((q @ k.transpose(-1, -2)) * self.size**-0.5 + mask[:t, :t]).softmax(-1) @ v
        return self.o(y.transpose(1, 2).reshape(b, t, -1))

    def forward(self, x, cos, sin, mask):
        x = x + self.attend(self.norm1(x), cos, sin, mask)
        h = self.norm2(x)
        return x + self.down(F.silu(self.gate(h)) * self.up(h))


class Model(nn.Module):
    def __init__(self, c, longest):
        super().__init__()
        self.embedding = nn.Embedding(c["vocabulary"], c["width"])
        self.blocks = nn.ModuleList(Block(c) for _ in range(c["layers"]))
        self.norm, self.head = Norm(c["width"]), nn.Linear(c["width"], c["vocabulary"], bias=False)
        size = c["width"] // c["heads"]
        angles = torch.outer(torch.arange(longest).float(), 10000 ** (-torch.arange(0, size, 2).float() / size))
        self.cos, self.sin = angles.cos(), angles.sin()
        self.mask = torch.full((longest, longest), float("-inf")).triu(1)

    def forward(self, ids):
        x, t = self.embedding(ids), ids.shape[1]
        for block in self.blocks:
            x = block(x, self.cos[:t], self.sin[:t], self.mask)
        return self.head(self.norm(x))


def batches(step):
    """Micro-batches of similar length whose padded size stays within 4096 tokens."""
    group = []
    for ids in sorted(step, key=len):
        if group and len(ids) * (len(group) + 1) > 4096:
            yield group
            group = []
        group.append(ids)
    yield group


def train(model, optimizer, step):
    targets = sum(len(ids) - 1 for ids in step)
    for group in batches(step):
        longest = max(map(len, group))
        ids = torch.tensor([g + [0] * (longest - len(g)) for g in group])
        labels = torch.tensor([g[1:] + [-100] * (longest - len(g) + 1) for g in group])
        loss = F.cross_entropy(model(ids).flatten(0, 1), labels.flatten(), ignore_index=-100, reduction="sum") / targets
        loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()


def main():
    with open(sys.argv[1]) as file:
        job = json.load(file)
    torch.set_num_threads(job["threads"])
    model = Model(job, max(map(len, job["examples"])))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.0)
    size = job["batch"]
    steps = [job["examples"][i : i + size] for i in range(0, len(job["examples"]), size)]
    train(model, optimizer, steps[0])
    start = time.perf_counter()
    for step in steps[1:]:
        train(model, optimizer, step)
    print(sum(len(ids) for step in steps[1:] for ids in step) / (time.perf_counter() - start))


main()
