import Glibc
import ProcessorHost

exit(ProcessorProgram.run())
