from django.core.files.uploadhandler import FileUploadHandler

from socialgoods.kernel.uploads import BoundedUploadHandler

PIECE = FileUploadHandler.chunk_size


def received(pieces):
    handler = BoundedUploadHandler()
    handler.new_file("file", "list.csv", "text/csv", PIECE * pieces)
    for number in range(pieces):
        handler.receive_data_chunk(b"x" * PIECE, number * PIECE)
    return handler.file_complete(PIECE * pieces)


def test_of_a_file_that_is_too_large_the_beginning_is_kept_and_the_whole_is_counted(settings):
    settings.UPLOAD_KEPT_BYTES = 3 * PIECE

    small, large = received(2), received(9)

    assert (small.size, len(small.read())) == (2 * PIECE, 2 * PIECE)
    assert (large.size, len(large.read())) == (9 * PIECE, 3 * PIECE)
