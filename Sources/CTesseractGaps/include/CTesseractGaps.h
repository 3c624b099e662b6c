#pragma once

/// Functions of libcurl and libarchive that libtesseract refers to. Processors have neither library: no network
/// client is in the process that decodes foreign bytes, and dozens of libraries behind them need not be loaded or
/// mapped by every fork. All of them fail, as libtesseract expects of them now and then: images come from memory
/// and models are plain files, so none is called on the way of a job.
