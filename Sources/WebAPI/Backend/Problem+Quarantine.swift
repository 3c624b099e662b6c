import Jobs

extension Problem {
    /// Of content that processors died of.
    static let quarantined = Problem(
        .quarantined,
        "Two processors died while they worked on this file, so it is not taken any more, whoever sends it. Save it anew "
            + "with another program and send that, or ask the operator to look at it and release it.")
}
