import requests
import time
import json

API_BASE = "https://api.wanmodel.com"
ACCESS_KEY = "your_access_key_here"
headers = {
    "Authorization": f"Bearer {ACCESS_KEY}",
    "Content-Type": "application/json"
}

def create_video_task(prompt, duration=5.0, resolution="720p", style="realistic"):
    payload = {
        "prompt": prompt,
        "negative_prompt": "blurry, distorted, flickering, extra limbs",
        "resolution": resolution,
        "duration": duration,
        "frame_rate": 24,
        "style": style
    }
    response = requests.post(
        f"{API_BASE}/v1/t2v/generate",
        headers=headers,
        data=json.dumps(payload)
    )
    if response.status_code == 200:
        return response.json()["task_id"]
    else:
        raise Exception(f"Task creation failed: {response.text}")

def get_task_status(task_id):
    response = requests.get(
        f"{API_BASE}/v1/t2v/status",
        headers=headers,
        params={"task_id": task_id}
    )
    return response.json()

# 使用示例
if __name__ == "__main__":
    try:
        task_id = create_video_task(
            prompt="一位穿红色连衣裙的女性在樱花树下漫步,微风吹起她的长发,阳光斑驳洒落",
            duration=6.0,
            resolution="720p",
            style="cinematic"
        )
        print(f"任务已创建,ID: {task_id}")
        while True:
            status_info = get_task_status(task_id)
            if status_info["status"] == "completed":
                print("生成完成!下载链接:", status_info["result_url"])
                break
            elif status_info["status"] == "failed":
                print("生成失败:", status_info["error_message"])
                break
            else:
                print("生成中...", status_info.get("progress", "N/A"))
                time.sleep(5)
    except Exception as e:
        print("Error:", str(e))
