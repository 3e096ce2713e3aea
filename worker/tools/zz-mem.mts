import { readFileSync } from 'node:fs'
import { readComponentWeights } from '/work/main/worker/graphs/safetensors.ts'
import { buildVaeDecoderGraph } from '/work/main/worker/graphs/vae-decoder.ts'
import { buildVaeEncoderGraph } from '/work/main/worker/graphs/vae-encoder.ts'
import { buildTransformerGraph } from '/work/main/worker/graphs/transformer.ts'
import { sessionOptions } from '/work/main/worker/wan/session.ts'
import { InferenceSession, Tensor } from 'onnxruntime-node'
async function openSession(g,o){const s=await InferenceSession.create(g.model,{...sessionOptions(g,o),enableCpuMemArena:process.env.ARENA!=='0'});return {run:async f=>(await s.run(Object.fromEntries(Object.entries(f).map(([k,t])=>[k,new Tensor(t.data instanceof Float32Array?'float32':'int64',t.data,t.dims)]))))[g.outputs[0].name]}}
const [kind, folder, W, H, F] = [process.argv[2], process.argv[3], ...process.argv.slice(4).map(Number)]
const cfg=JSON.parse(readFileSync(folder+'/config.json','utf8'))
const w=await readComponentWeights(folder)
const rss=()=>{const s=readFileSync('/proc/self/status','latin1');return ['VmRSS','VmHWM','RssAnon'].map(k=>+(new RegExp(k+':\\s+(\\d+)').exec(s)[1])/1024)}
const T=(F-1)/4+1,h=H/8,wd=W/8
const feeds=()=>{ if(kind==='dec') return {latents:{data:new Float32Array(cfg.z_dim*T*h*wd).fill(0.3),dims:[1,cfg.z_dim,T,h,wd]}}
 if(kind==='enc') return {first_frame:{data:new Float32Array(3*H*W).fill(.2),dims:[1,3,H,W]},chunk_count:{data:BigInt64Array.of(BigInt(T-1)),dims:[]}}
 const S=T*h*wd/4, C=cfg.in_channels*4, hd=cfg.attention_head_dim/2
 return {patches:{data:new Float32Array(S*C).fill(.1),dims:[1,S,C]},timestep:{data:Float32Array.of(500),dims:[1]},text:{data:new Float32Array(512*cfg.text_dim).fill(.1),dims:[1,512,cfg.text_dim]},...(cfg.image_dim?{image:{data:new Float32Array(257*cfg.image_dim),dims:[1,257,cfg.image_dim]}}:{}),cos:{data:new Float32Array(S*hd).fill(1),dims:[1,S,hd]},sin:{data:new Float32Array(S*hd),dims:[1,S,hd]}} }
const g=kind==='dec'?buildVaeDecoderGraph(cfg,w):kind==='enc'?buildVaeEncoderGraph(cfg,w,{source:'image'}):buildTransformerGraph(cfg,w)
const s=await openSession(g,{device:'cpu',threads:1})
const f=feeds(); const inB=Object.values(f).reduce((a,t)=>a+t.data.byteLength,0)
const a=rss(); const t0=performance.now(); const o=await s.run(f); const t=performance.now()-t0
const b=rss()
console.log(kind,W,H,F,'weights',(g.weightBytes/1e6).toFixed(1),'MB in',(inB/1e6).toFixed(1),'out',(o.data.byteLength/1e6).toFixed(1),'before',a.map(x=>x.toFixed(0)).join('/'),'after',b.map(x=>x.toFixed(0)).join('/'),'peak delta MiB',(b[1]-a[0]).toFixed(0),'ms',t.toFixed(0))
