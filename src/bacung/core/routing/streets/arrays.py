"""The arrays of maps: metres and degrees, numbers of points and links, and marks of who may go."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Metres = npt.NDArray[np.float32]
Short = npt.NDArray[np.uint16]
Ints = npt.NDArray[np.int64]
Marks = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
