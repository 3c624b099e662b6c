import Foundation

/// Waits until the condition holds; false when it does not within two minutes.
package func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    let limit = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < limit {
        if try condition() { return true }
        usleep(100)
    }
    return try condition()
}
