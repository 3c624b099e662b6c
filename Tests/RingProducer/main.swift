import Glibc

// A producer process for the tests of the ring, which kill it:
//     platen-test-ring-producer send <instance> <doorbell> <lock file> <life> <threads> <step to die at, or none>
// and the measurement that Decisions/0001 quotes:
//     platen-test-ring-producer measure <folder> <seconds>
let arguments = Array(CommandLine.arguments.dropFirst())

switch arguments.first {
case "send": Sending(arguments)?.run()
case "measure": Measurement(arguments)?.run()
default: break
}
exit(ExitCode.badArguments.rawValue)
