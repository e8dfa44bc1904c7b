"""The model of the paper: a state that is moved on step by step."""
import math
import random


def initial_state(size: int, seed: int) -> list:
    """Gives size random numbers between 0 and 1, the same for the same seed."""
    source = random.Random(seed)
    return [source.random() for _ in range(size)]


def step(state: list, rate: float) -> list:
    """Moves every value one step on by logistic growth at the given rate."""
    return [rate * value * (1.0 - value) for value in state]


def simulate(size: int, steps: int, rate: float, seed: int) -> list:
    """Gives the mean of the state after each step, one number a step."""
    state = initial_state(size, seed)
    means = []
    for _ in range(steps):
        state = step(state, rate)
        means.append(math.fsum(state) / len(state))
    return means
