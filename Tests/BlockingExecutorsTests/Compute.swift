/// Keeps the thread busy for so long.
func compute(for duration: Duration) {
    let begin = ContinuousClock.now
    while ContinuousClock.now - begin < duration {}
}
