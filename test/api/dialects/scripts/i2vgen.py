import requests
import base64

# 读取本地图片并编码
with open("input.jpg", "rb") as f:
    image_base64 = base64.b64encode(f.read()).decode('utf-8')

# 调用 API
response = requests.post(
    "http://localhost:8000/api/v1/generate",
    json={
        "image_base64": image_base64,
        "prompt": "A person walking forward naturally",
        "resolution": "512p",
        "num_frames": 16,
        "fps": 8,
        "steps": 50,
        "guidance_scale": 9.0
    },
    headers={"Authorization": "Bearer secret-token"}
)

result = response.json()
if result["success"]:
    print(f"✅ 视频生成成功!保存路径:{result['video_path']}")
    print(f"🌐 下载链接:{result['video_url']}")
else:
    print(f"❌ 失败:{result['message']}")
