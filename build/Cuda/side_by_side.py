"""PyTorch's side of the first training steps that `Repro.Reproduction steps` recorded: the notebook's modules, from the same weights, on the
same batches, on the same device. Prints both sides in one table and writes it as Markdown.

    side_by_side.py TABLE.md FOLDER...

Each FOLDER holds a folder per experiment with ours.json, initial.safetensors and batches.jsonl. Ends with 1 where the losses part.
"""
import json
import pathlib
import statistics
import struct
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

PADDING = 1
WARM_UP = 5  # steps that are not timed
FIRST, LATER = 1e-4, 1e-2  # how far the loss of the first step may differ, and the largest difference of the further ones


class RNNBaseline(nn.Module):
    def __init__(self, words, sizes):
        super().__init__()
        cell = nn.LSTM if sizes["cell"] == "lstm" else nn.GRU
        directions = 2 if sizes["bidirectional"] else 1
        self.embedding = nn.Embedding(words, sizes["embedding"], padding_idx=PADDING)
        self.rnn = cell(sizes["embedding"], sizes["hidden"], num_layers=sizes["layers"], bidirectional=sizes["bidirectional"],
                        dropout=sizes["dropout"] if sizes["layers"] > 1 else 0)
        self.fc = nn.Linear(sizes["hidden"] * directions, 1)
        self.dropout = nn.Dropout(sizes["dropout"])

    def forward(self, tokens, lengths):
        packed = nn.utils.rnn.pack_padded_sequence(self.embedding(tokens.t()), lengths)
        _, state = self.rnn(packed)
        hidden = state[0] if isinstance(state, tuple) else state
        last = torch.cat((hidden[-2], hidden[-1]), dim=1) if self.rnn.bidirectional else hidden[-1]
        return self.fc(self.dropout(last))


class CNN(nn.Module):
    def __init__(self, words, sizes):
        super().__init__()
        self.embedding = nn.Embedding(words, sizes["embedding"])
        self.widths = len(sizes["widths"])
        for i, width in enumerate(sizes["widths"]):
            setattr(self, f"conv_{i}", nn.Conv2d(1, sizes["channels"], (width, sizes["embedding"])))
        self.fc = nn.Linear(self.widths * sizes["channels"], 1)
        self.dropout = nn.Dropout(sizes["dropout"])

    def forward(self, tokens, lengths):
        embedded = self.embedding(tokens).unsqueeze(1)
        convolved = [F.relu(getattr(self, f"conv_{i}")(embedded)).squeeze(3) for i in range(self.widths)]
        pooled = [F.max_pool1d(c, c.shape[2]).squeeze(2) for c in convolved]
        return self.fc(self.dropout(torch.cat(pooled, dim=1)))


def safetensors(path):
    data = path.read_bytes()
    (count,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + count])
    header.pop("__metadata__", None)
    weights = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        assert entry["dtype"] == "F32", f"{path}: {name} is {entry['dtype']}, F32 is expected"
        weights[name] = torch.frombuffer(bytearray(data[8 + count + start:8 + count + end]), dtype=torch.float32).reshape(entry["shape"])
    return weights


def batches(path):
    for line in path.open():
        batch = json.loads(line)
        reviews = [torch.tensor(review) for review in batch["tokens"]]
        yield nn.utils.rnn.pad_sequence(reviews, batch_first=True, padding_value=PADDING), torch.tensor([len(r) for r in reviews]), torch.tensor(batch["labels"], dtype=torch.float32)


def model_of(spec, weights, drops):
    sizes = dict(spec.get("rnn") or spec["cnn"])
    if not drops:
        sizes["dropout"] = 0.0
    model = (RNNBaseline if spec.get("rnn") else CNN)(weights["embedding.weight"].shape[0], sizes)
    model.load_state_dict(weights)
    return model.to(spec["device"]).train()


def train(spec, weights, data, drops):
    torch.manual_seed(spec["seed"])
    model = model_of(spec, weights, drops)
    rule = spec["training"]
    adam = torch.optim.Adam(model.parameters(), lr=rule["learning-rate"], betas=(rule["beta1"], rule["beta2"]), eps=rule["epsilon"])
    losses, seconds = [], []
    for tokens, lengths, labels in data:
        began = time.perf_counter()
        adam.zero_grad()
        loss = F.binary_cross_entropy_with_logits(model(tokens.to(spec["device"]), lengths).squeeze(1), labels.to(spec["device"]))
        loss.backward()
        adam.step()
        losses.append(loss.item())
        seconds.append(time.perf_counter() - began)
    return losses, seconds


def rate(seconds):
    timed = seconds[WARM_UP:] or seconds
    return 1 / statistics.median(timed)


def row(folder):
    ours = json.loads((folder / "ours.json").read_text())
    spec, weights, data = ours["spec"], safetensors(folder / "initial.safetensors"), list(batches(folder / "batches.jsonl"))
    losses, _ = train(spec, weights, data, drops=False)
    dropped, seconds = train(spec, weights, data, drops=True)
    (folder / "pytorch.json").write_text(json.dumps({"version": torch.__version__, "losses": losses, "dropped-losses": dropped, "seconds": seconds}))
    apart = [abs(a - b) for a, b in zip(ours["losses"], losses)]
    agree = len(losses) == len(ours["losses"]) and apart[0] <= FIRST and max(apart) <= LATER
    mine, theirs = rate(ours["seconds"]), rate(seconds)
    cells = [folder.name, spec["device"], len(losses), f"{ours['losses'][0]:.6f}", f"{losses[0]:.6f}", f"{max(apart):.1e}", f"{ours['losses'][-1]:.4f}", f"{losses[-1]:.4f}",
             f"{mine:.2f}", f"{theirs:.2f}", f"{mine / theirs:.2f}", "agree" if agree else "PART"]
    return [str(cell) for cell in cells], agree


def main(target, folders):
    torch.backends.cudnn.deterministic = True
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    heads = ["experiment", "device", "steps", "first loss ours", "PyTorch", "largest difference", "last loss ours", "PyTorch", "steps/s ours", "PyTorch", "ratio", "losses"]
    rows = [row(folder) for path in folders for folder in sorted(p.parent for p in pathlib.Path(path).glob("*/ours.json"))]
    if not rows:
        sys.exit(f"side_by_side: no */ours.json in {', '.join(folders)}. Run the steps command first.")
    widths = [max(len(r[i]) for r in [heads, *(cells for cells, _ in rows)]) for i in range(len(heads))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths)) + " |" for cells in [heads, *(cells for cells, _ in rows)]]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    text = "\n".join(["## The first training steps, ours and PyTorch's", "", *lines, "",
                      f"PyTorch {torch.__version__}. Losses without dropout; steps/s from the median of the steps after the first {WARM_UP}, with dropout, ours with the batch put together, PyTorch's without."]) + "\n"
    print(text)
    pathlib.Path(target).write_text(text)
    return 0 if all(agree for _, agree in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
