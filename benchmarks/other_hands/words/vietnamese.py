"""Vietnamese phrases."""

BANK: dict[str, list[str]] = {
    "company": [
        "Chào buổi tối, em là {name}, ghé {city} ít ngày.",
        "Đi ăn tối, nghe nhạc hoặc đi dạo cùng bạn.",
        "Thích người điềm đạm, lịch sự.",
        "Chỉ theo hẹn, báo trước hai giờ.",
        "Trung tâm, dễ đỗ xe, nhà có thang máy.",
        "Không trả lời số ẩn, nhắn ngắn gọn.",
        "Một buổi tối từ {price}, giá cố định.",
        "Ở {city} đến chủ nhật rồi đi tiếp.",
    ],
    "company_group": [
        "Tuần này có mấy em mới, hỏi xem ai rảnh.",
        "Gọi điện, quản lý báo ai làm tối nay.",
        "Các em đổi thường xuyên, mở cả ngày đêm.",
    ],
    "massage": [
        "Xoa bóp lưng vai, {name}, dầu ấm.",
        "Kiểu Thụy Điển hoặc giãn cơ, một giờ {price}.",
        "Phòng sạch ở {city}, có khăn và vòi tắm.",
        "Có hẹn hay không đều được, mở muộn.",
    ],
    "service": [
        "Dọn nhà, ủi đồ ở {city}, {price} một giờ.",
        "Dạy toán, nửa giờ đầu miễn phí.",
        "Chuyển đồ nhỏ, có xe riêng.",
    ],
    "flat": [
        "Hai phòng sáng ở {city}, {price} một tháng trọn gói.",
        "Phòng trong nhà chung, yên tĩnh.",
    ],
    "sale": [
        "Bán xe đạp, xích mới, {price}, lấy ở {city}.",
        "Máy giặt còn tốt, tự khiêng.",
        "Thùng sách thiếu nhi, cả thùng {price}.",
    ],
    "job": [
        "phục vụ bàn",
        "hái trái cây",
        "phụ hồ",
        "chăm người già ở lại nhà",
        "giúp việc ở lại nhà",
        "nhân viên chat",
        "thợ làm móng",
        "đóng gói kho",
    ],
    "offer": [
        "Cần {job} ở {city}, {price} một tháng.",
        "Không cần kinh nghiệm, học trong tuần đầu.",
        "Có chỗ ở chung.",
        "Nhắn hoặc gọi {phone}, trả lời trong ngày.",
        "Ca tám tiếng, sáu ngày trong mùa.",
        "Mỗi sáng có xe đưa đón.",
        "Đi trong mười ngày, còn ít chỗ.",
    ],
    "offer_hard": [
        "Vé và giấy tờ ứng trước, trừ dần vào lương.",
        "Hộ chiếu để ở văn phòng để đăng ký.",
        "Không cần hợp đồng, đi một mình, có người đón ở sân bay.",
        "Phí giữ chỗ {price}.",
        "Đừng nói với ai, chỉ nhắn số riêng.",
    ],
    "offer_fair": [
        "Mọi chi phí do chủ trả.",
        "Hợp đồng tiếng Việt trước khi đi.",
        "Giấy phép có trên trang, có thể kiểm tra.",
        "Tiền nhà có mức trần, được ở nơi khác.",
        "Có vé về, nghỉ phép có lương.",
    ],
    "post": [
        "Thứ bảy ai đi chợ {city} không?",
        "Xe điện lại trễ nữa rồi.",
        "Nhặt được con mèo xám gần cầu.",
        "Bác sĩ nào ở {city} còn nhận bệnh nhân?",
        "Cảm ơn anh hàng xóm xách đồ giúp.",
    ],
    "post_reach": [
        "Việc nước ngoài, {job}, hỏi em số {phone}.",
        "Cho số người đã lo cho em: {phone}.",
        "Còn chỗ: {job} ở {city}. {phone}.",
    ],
    "post_worry": [
        "Em họ tôi đi làm ở {city}, trả lời một chữ, có người xem điện thoại.",
        "Nó nói còn nợ tiền vé và không được ra ngoài.",
        "Chủ giữ giấy tờ và thẻ ngân hàng có bình thường không?",
    ],
    "report_hard": [
        "Nói giấy tờ bị người khác giữ, ra ngoài luôn có người theo.",
        "Lương vào tài khoản không dùng được; nợ tăng dần.",
        "Số được cho: {phone}. Nơi: {place}.",
        "Khoảng {n} người ngủ ở đó, bị chở đi trước khi sáng.",
    ],
    "report_soft": [
        "Phàn nàn ồn và nhiều khách ở {place}.",
        "Tranh cãi giờ làm thêm, đã trả sau khi có thư.",
        "Có nhắc số: {phone}. Không có gì thêm.",
        "Khoảng {n} người ở chung, ai cũng có chìa khóa và hợp đồng.",
    ],
    "sighting_hard": [
        "Xe thả {n} người ở {place}, giữ túi, tối quay lại.",
        "Cùng một người đàn ông đợi ở {place} và thu tiền của {n} người.",
    ],
    "sighting_soft": [
        "Nhóm {n} người có hướng dẫn ở {place}, vui vẻ.",
        "Ca đêm tan ở {place}, {n} người.",
    ],
    "missing": [
        "Đi làm ở {city}; tin cuối ngắn, không giống cách nói thường ngày.",
        "Ra ngoài buổi tối chưa về; có thể ở nhà bạn ở {city}.",
    ],
}
