// What the walker may show to a resident: steps, fraud, and how to take a no.
export const guide = {
  title: "Cẩm nang ở cửa",
  close: "Đóng cẩm nang",
  tabs: { steps: "Kích hoạt", fraud: "Chống lừa đảo", no: "Khi bà con nói không" },
  steps: {
    title: "Kích hoạt trên máy của bà con",
    list: [
      "Bà con cầm máy của mình. Mở CH Play hoặc App Store, gõ VNeID, cài đúng ứng dụng của Bộ Công an.",
      "Mở VNeID, bấm “Kích hoạt tài khoản”.",
      "Bà con tự nhập số định danh và số điện thoại đã đăng ký.",
      "Mã OTP gửi về máy của bà con. Bà con tự đọc, tự nhập.",
      "Bà con tự đặt mật khẩu 8–20 ký tự: có chữ hoa, chữ thường, số và ký tự đặc biệt.",
      "Bà con tự đặt passcode 6 số.",
      "Chọn hai câu hỏi bảo mật mà bà con nhớ được.",
      "Mở thử ví giấy tờ, chỉ cách dùng. Xong.",
    ],
    dontTitle: "Không được làm",
    dont: [
      "Không kích hoạt trên máy của bạn hay của người khác.",
      "Không nhìn, không hỏi, không nhập hộ mã OTP, mật khẩu, passcode.",
      "Không chụp ảnh thẻ căn cước, không giữ thẻ.",
      "Không cầm máy của bà con ra chỗ khác.",
      "Không thu một đồng nào.",
    ],
    noPhone: "Không có điện thoại thông minh: kích hoạt trên máy tính ở trụ sở, mã OTP về máy thường của bà con.",
    late: "Quá 7 ngày từ khi báo kết quả: gọi 1900.0368 (phím 4). Tài khoản không bị hủy.",
  },
  fraud: {
    title: "Năm câu để bà con nhớ",
    list: [
      "Công an không gọi điện đòi cập nhật VNeID, cũng không kết bạn Zalo để hướng dẫn.",
      "Không ai được hỏi mã OTP, mật khẩu, passcode của bà con, kể cả chúng tôi.",
      "Chỉ tải VNeID từ CH Play hoặc App Store. Không bấm đường liên kết, không quét mã người lạ gửi.",
      "Làm tài khoản không mất tiền. Ai đòi phí là lừa đảo.",
      "Nghi ngờ thì dừng lại, gọi hoặc đến công an xã hỏi cho chắc.",
    ],
    check: "Bà con có thể kiểm tra chúng tôi: gọi số trực của công an xã, hỏi tối nay ai đi thôn mình.",
  },
  no: {
    title: "Nhận lời từ chối cho phải phép",
    list: [
      "Có tài khoản là quyền, không bắt buộc. Không ai bị phạt vì chưa có.",
      "Cảm ơn bà con đã mở cửa. Không hỏi dồn, không nói lần thứ ba.",
      "Hỏi một câu: “Bà con có muốn chúng tôi quay lại hôm khác không?”",
      "Phân vân thì ghi “Còn phân vân”; nói không thì ghi “Từ chối”. Cả hai đều là kết quả tốt.",
      "Nếu bà con xin đừng đến nữa: chọn “Xin đừng gõ cửa nhà này nữa”.",
    ],
    pressureTitle: "Khi có người ép bạn lấy cho đủ số",
    pressure: [
      "Nói: “Bà con chưa đồng ý nên em ghi đúng như vậy ạ.”",
      "Không ghi hộ, không kích hoạt hộ cho đẹp số.",
      "Hỏi cán bộ phụ trách ở Buổi của tôi.",
    ],
  },
};
