"""What the phones, the office and the server itself may know of what phones are bound to and sent."""
